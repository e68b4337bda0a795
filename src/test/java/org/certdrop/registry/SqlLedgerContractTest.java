package org.certdrop.registry;

import java.nio.file.Path;
import org.certdrop.sql.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** What a registry does it does in a database as well: the same tests as of the file. */
@Timeout(120)
class SqlLedgerContractTest {
  private static RegistryStore sql(Path folder) {
    return PostgresServer.store(folder);
  }

  @Nested
  class Admitting extends AdmissionTest {
    @Override
    RegistryStore store() {
      return sql(folder);
    }
  }

  @Nested
  class AdmittingTrusted extends TrustedAdmissionTest {
    @Override
    RegistryStore store() {
      return sql(folder);
    }
  }

  @Nested
  class Superseding extends SupersededTest {
    @Override
    RegistryStore store() {
      return sql(folder);
    }
  }

  @Nested
  class Rivalry extends RivalsTest {
    @Override
    RegistryStore store() {
      return sql(folder);
    }
  }

  @Nested
  class SecondResearcher extends SecondResearcherTest {
    @Override
    RegistryStore store() {
      return sql(folder);
    }
  }

  @Nested
  class Expelling extends ExpulsionTest {
    @Override
    RegistryStore store() {
      return sql(directory.resolve("var"));
    }

    @Override
    void linesThatDoNotFitTellNothingOfKeys() {
      // A file holds such lines; a database's journal is only appended to.
    }
  }

  @Nested
  class Sharing extends SharingTest {
    @Override
    RegistryStore store() {
      return sql(folder);
    }

    @Override
    void aRegistryClosesAlthoughAnotherProcessHoldsTheLock() {
      // There is no such lock; SqlLedgerTest has the row that is one.
    }

    @Override
    void aDeletedLockFileIsMadeAgainAndLockedByAll() {
      // The lock file is the picture's alone, and need not be there yet.
    }
  }
}
