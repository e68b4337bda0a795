package org.certdrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private final LoggerContext context = new LoggerContext();

  private ConsoleAppender<ILoggingEvent> appender(LoggerContext of) {
    return (ConsoleAppender<ILoggingEvent>)
        of.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
  }

  private Level level(String name) {
    return context.getLogger(name).getEffectiveLevel();
  }

  @Test
  void thisVeryProcessLogsToStandardError() {
    LoggerContext running = (LoggerContext) LoggerFactory.getILoggerFactory();
    assertThat(appender(running).getTarget()).isEqualTo("System.err");
    assertThat(appender(running).isStarted()).isTrue();
  }

  @Test
  void certdropSaysWhatItDoesAndTheLibrariesWhatIsWrong() {
    assertThat(new Logging().configure(context))
        .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    assertThat(level("org.certdrop.service.Ingest")).isEqualTo(Level.INFO);
    assertThat(level("org.apache.camel.impl")).isEqualTo(Level.WARN);
    assertThat(level("org.apache.camel.component.file.remote.SftpConsumer")).isEqualTo(Level.ERROR);
  }
}
