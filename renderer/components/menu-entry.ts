export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}

export interface MenuGroup {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}
