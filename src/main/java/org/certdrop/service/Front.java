package org.certdrop.service;

import org.certdrop.home.PageSettings;
import org.certdrop.home.StartException;

/**
 * What shows a service to others while it runs. It takes its address before the service touches the
 * home, so that a start that cannot have the address does nothing else.
 */
public interface Front {
  /** For a service that is shown to nobody. */
  Front NONE =
      new Front() {
        @Override
        public void reserve(PageSettings page) {
          // Nothing will be shown there.
        }

        @Override
        public void show(Insight insight, Hands hands) {
          // To nobody.
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };

  /**
   * Takes the address; called only if one is configured.
   *
   * @throws StartException if it cannot be had; the message says which setting to change
   */
  void reserve(PageSettings page) throws StartException;

  /**
   * Shows the service from now on, if an address was taken.
   *
   * @param hands by which a person acts there
   */
  void show(Insight insight, Hands hands);

  /** Shows nothing any more, and lets go of the address; also if none was taken. */
  void close();
}
