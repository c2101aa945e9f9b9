// An error that the spreadsheet itself gives, in the words that a script sees. Not a fault of the host.

export class GridError extends Error {}
