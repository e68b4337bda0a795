package org.certdrop.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.AtomicReference;
import org.certdrop.home.TypedCommands;

/** A message of the log: the commands in it act on the home of this process. */
public final class LoggedMessage extends MessageConverter {
  private static final AtomicReference<TypedCommands> TYPED =
      new AtomicReference<>(TypedCommands.PLAIN);

  /** Tells the home of this process; a process has one. */
  static void speakOf(TypedCommands commands) {
    TYPED.set(commands);
  }

  @Override
  public String convert(ILoggingEvent event) {
    return TYPED.get().complete(super.convert(event));
  }
}
