import text from '../../../docs/operators.md?raw';
import { headingsOf, pictureName } from './guide-view.js';

/** The operators' guide as it was when the page was built. */
export const GUIDE: string = text;
export const GUIDE_HEADINGS = headingsOf(GUIDE);

const FILES = import.meta.glob<string>('../../../docs/pictures/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Addresses of its pictures by file name. */
export const GUIDE_PICTURES: ReadonlyMap<string, string> = new Map(
  Object.entries(FILES).map(([path, address]) => [pictureName(path), address]),
);
