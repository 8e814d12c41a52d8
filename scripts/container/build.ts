import { buildContainerFolder } from "./site.ts";

await buildContainerFolder("build/container", 11);
