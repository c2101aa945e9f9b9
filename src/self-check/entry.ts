// The self-check at Google; its probes follow. Not part of Code.js.
export {};
