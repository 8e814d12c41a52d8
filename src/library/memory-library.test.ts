import { libraryTests } from "../testing/library-tests.ts";
import { MemoryLibrary } from "./memory-library.ts";

libraryTests("a library in memory", async () => new MemoryLibrary());
