/** The columns that a model may ask for, computed from a run on its grid. */
export { catalogue, type FeatureName, type FeatureSetName, featureSets, isFeatureName } from "./catalogue.ts";
export { computeFeatures, type FeatureTable, toRows } from "./compute.ts";
