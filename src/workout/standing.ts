/** Speed up to which a runner stands, km/h: nobody walks at half a metre a second for long. */
export const STANDING_KMH = 1.8;
