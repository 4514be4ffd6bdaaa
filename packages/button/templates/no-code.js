// Types alone are in this folder; whoever imports one of them without `type` gets this.
export {};
