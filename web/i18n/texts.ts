/** The same tree of keys with free strings: what a translation of `Source` must have, neither less nor more. */
export type Texts<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Texts<Source[Key]>;
};
