/** No flag at all; a plain number, as the enumerations of flags have no zero. */
export const noFlags: number = 0;
