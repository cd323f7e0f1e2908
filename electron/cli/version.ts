import program from '../../package.json' with { type: 'json' };

/** Of the program, as it is packaged. */
export const VERSION: string = program.version;
