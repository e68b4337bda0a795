package org.certdrop.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How certdrop logs; Logback finds it among the services of this program. It is in Java, since to
 * read the same from XML takes as long as a tenth of a short command.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  /** An event is one line, its exception included, and no character of it acts on a terminal. */
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level"
          + " %replace(%replace(%replace(%advice%n%ex{short}){'\\s+$', ''})"
          + "{'\\s*[\\r\\n]\\s*', ' | '}){'[\\p{Cc}\\p{Cf}\\u2028\\u2029]', '?'}%n%nopex";

  /** What goes wrong with a server is said once, as a fault, and not at every look. */
  private static final List<String> TOLD_AS_FAULTS =
      List.of(
          "org.apache.camel.component.file.GenericFileOnCompletion",
          "org.apache.camel.component.file.remote",
          "org.apache.camel.support.task");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError(context));
    context.getLogger("org.certdrop").setLevel(Level.INFO);
    TOLD_AS_FAULTS.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Standard output belongs to data. */
  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout(context));
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  /** The text of each event. */
  static PatternLayout layout(LoggerContext context) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("advice", LoggedMessage::new);
    layout.setPattern(LINE);
    layout.start();
    return layout;
  }
}
