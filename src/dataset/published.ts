/** The host of the published checkpoint and split. */
const HUB = "https://huggingface.co";

/** The published checkpoint. Its scaler was never published. */
export const PUBLISHED_CHECKPOINT_URL = `${HUB}/rricc22/heart-rate-prediction-lstm/resolve/main/best_model.pt`;

/** The published test split. */
export const PUBLISHED_SPLIT_URL = `${HUB}/datasets/rricc22/endomondo-hr-prediction-v2/resolve/main/test.parquet`;

/** The origins that the page may fetch what is published from: the host, and those that it sends a download on to. */
export const PUBLISHED_ORIGINS: readonly string[] = [HUB, "https://*.hf.co"];
