import { powerSaveBlocker } from 'electron';

/** Keeps the machine from sleeping while dates are in work; the screen may go dark. */
export class StayingAwake {
  private id: number | undefined;

  set(wanted: boolean): void {
    if (wanted === (this.id !== undefined)) return;
    if (this.id === undefined) {
      this.id = powerSaveBlocker.start('prevent-app-suspension');
    } else {
      powerSaveBlocker.stop(this.id);
      this.id = undefined;
    }
  }
}
