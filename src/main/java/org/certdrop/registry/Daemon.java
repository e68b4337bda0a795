package org.certdrop.registry;

import java.util.concurrent.CompletableFuture;

/** A thread that does not keep the program alive. */
final class Daemon {
  private Daemon() {}

  /**
   * Starts one.
   *
   * @return completed when it ends; joining that cannot be interrupted
   */
  static CompletableFuture<Void> run(String name, Runnable work) {
    return CompletableFuture.runAsync(
        work,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          thread.start();
        });
  }
}
