package org.certdrop.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the man page and the shell completion from the same model as {@code --help}. Part of no
 * jar: the release profile runs this file as it stands, so that it uses nothing but public classes
 * of the program.
 */
public final class ManPage {
  /** So that a synopsis is one line. */
  private static final int WIDE = 10_000;

  private final StringBuilder roff = new StringBuilder();

  private ManPage() {}

  /**
   * Writes {@code certdrop.1}, the page, and {@code certdrop}, the completion for bash.
   *
   * @param arguments the folder, the version, and an instant whose date the page bears
   */
  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Files.writeString(
        folder.resolve("certdrop.1"),
        of(arguments[1], arguments[2].substring(0, 10)),
        StandardCharsets.US_ASCII);
    Files.writeString(folder.resolve("certdrop"), completion());
  }

  /** What bash offers for the words that are typed, as a script to be sourced. */
  static String completion() {
    return AutoComplete.bash("certdrop", Certdrop.commandLine());
  }

  /** The page in roff, with the macros of man(7). */
  public static String of(String version, String date) {
    return new ManPage().page(Certdrop.commandLine().getCommandSpec(), version, date);
  }

  private String page(CommandSpec certdrop, String version, String date) {
    roff.append(".TH CERTDROP 1 ").append(date);
    roff.append(" \"certdrop ").append(version).append("\" \"User Commands\"\n");
    macro("SH", "NAME");
    text("certdrop - gets the right certificate to the right site, by files");
    macro("SH", "SYNOPSIS");
    synopsis(certdrop);
    macro("SH", "DESCRIPTION");
    paragraphs(certdrop);
    arguments(certdrop, true);
    macro("SH", "COMMANDS");
    text("Each also knows --help and --version.");
    commands(certdrop);
    footer(certdrop, "SH");
    macro("SH", "ENVIRONMENT");
    item("CERTDROP_HOME", "The home, where --home does not name one.");
    item("CERTDROP_DEBUG", "Set to anything: failures are shown with their stack traces.");
    item("COLUMNS", "How wide the terminal is, where that shall not be asked.");
    item("NO_COLOR", "Set to anything: no colours. Nor are there any where TERM is dumb.");
    item("JAVA_HOME", "The Java that the launcher uses; else the one on the PATH.");
    macro("SH", "FILES");
    item("etc/certdrop.properties", "Configuration; every key is explained in it.");
    item("etc/identity/", "The own certificate and its private key.");
    item("inbox/, outbox/", "Where files are dropped, and where the own ones are found.");
    item("var/", "The registry and its journal.");
    macro("SH", "SEE ALSO");
    text("README.md and docs/ of the installation; docs/operating.md is for its operator.");
    return roff.toString();
  }

  private void commands(CommandSpec parent) {
    for (CommandLine command : distinct(parent.subcommands().values())) {
      CommandSpec spec = command.getCommandSpec();
      macro("SS", spec.qualifiedName());
      synopsis(spec);
      macro("PP");
      paragraphs(spec);
      arguments(spec, false);
      footer(spec, "PP");
      commands(spec);
    }
  }

  private static Collection<CommandLine> distinct(Collection<CommandLine> commands) {
    return new LinkedHashSet<>(commands);
  }

  private void synopsis(CommandSpec spec) {
    spec.usageMessage().width(WIDE);
    Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
    List<String> words = Arrays.asList(help.synopsis(0).strip().split(" "));
    int named = spec.qualifiedName().split(" ").length;
    macro("B", String.join(" ", words.subList(0, named)));
    text(String.join(" ", words.subList(named, words.size())));
  }

  private void paragraphs(CommandSpec spec) {
    for (String paragraph : spec.usageMessage().description()) {
      text(plain(paragraph));
    }
  }

  private void arguments(CommandSpec spec, boolean withHelp) {
    for (PositionalParamSpec positional : spec.positionalParameters()) {
      if (!positional.hidden()) {
        item(positional.paramLabel(), description(positional));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && (withHelp || !option.usageHelp() && !option.versionHelp())) {
        String names = String.join(", ", option.names());
        boolean valued = option.arity().max() > 0;
        item(names + (valued ? "=" + option.paramLabel() : ""), description(option));
      }
    }
  }

  private static String description(ArgSpec argument) {
    return Arrays.stream(argument.description())
        .map(ManPage::plain)
        .collect(Collectors.joining(" "));
  }

  /** Headings in capitals, and under each some lines as they stand. */
  private void footer(CommandSpec spec, String heading) {
    List<String> block = new ArrayList<>();
    for (String line : spec.usageMessage().footer()) {
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith(" ")) {
        block.add(plain(line.substring(2)));
      } else {
        verbatim(block);
        heading(heading, plain(line));
      }
    }
    verbatim(block);
  }

  private void heading(String macro, String text) {
    if (macro.equals("SH")) {
      macro("SH", text.equals("EXIT CODES") ? "EXIT STATUS" : text);
    } else {
      macro(macro);
      macro("B", text);
    }
  }

  private void verbatim(List<String> block) {
    if (!block.isEmpty()) {
      macro("RS", "4");
      macro("nf");
      block.forEach(line -> line(escaped(line)));
      macro("fi");
      macro("RE");
      block.clear();
    }
  }

  private void item(String term, String description) {
    macro("TP");
    macro("B", term);
    text(description);
  }

  /** Without the markup and the escapes that picocli knows. */
  private static String plain(String text) {
    return Help.Ansi.OFF.string(String.format(text)).stripTrailing();
  }

  private void macro(String name, String... arguments) {
    roff.append('.').append(name);
    for (String argument : arguments) {
      roff.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    roff.append('\n');
  }

  /** Text to be filled, in source lines of a usual length. */
  private void text(String words) {
    StringBuilder line = new StringBuilder();
    for (String word : escaped(words).split(" ")) {
      if (line.length() > 0 && line.length() + word.length() > 77) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    line(line.toString());
  }

  private void line(String escaped) {
    roff.append(escaped.startsWith(".") ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("`", "\\(ga")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti");
  }
}
