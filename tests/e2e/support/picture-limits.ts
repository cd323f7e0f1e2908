/** Baselines are kept at a quarter of width and height: a fourteenth of the bytes, and a shift by one pixel still shows. */
export const REDUCED_BY = 4;
/** Twice the error of a baseline's palette; a text colour that changes its hue lies further apart. */
export const THRESHOLD = 0.05;
/** Of a quarter-size picture: a letter is about 4 of them, a digit that changes 2 to 6, a small button 140. */
export const PIXELS_ALLOWED = 8;
