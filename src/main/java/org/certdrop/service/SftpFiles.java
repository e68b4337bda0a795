package org.certdrop.service;

import com.jcraft.jsch.ChannelSftp;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.certdrop.inbox.Arrival;
import org.certdrop.inbox.RemoteFolder;

/** Tells Camel which files of a server to fetch, and when: a {@link RemoteFolder} as it asks it. */
public final class SftpFiles
    implements GenericFileFilter<SftpRemoteFile<?>>,
        GenericFileExclusiveReadLockStrategy<SftpRemoteFile<?>> {
  private final RemoteFolder folder;

  SftpFiles(RemoteFolder folder) {
    this.folder = folder;
  }

  /** Camel asks it of each file of the listing. */
  @Override
  public boolean accept(GenericFile<SftpRemoteFile<?>> file) {
    Object entry = file.getFile().getRemoteFile();
    return folder.note(
        arrival(file), entry instanceof ChannelSftp.LsEntry listed && listed.getAttrs().isReg());
  }

  private static Arrival arrival(GenericFile<SftpRemoteFile<?>> file) {
    SftpRemoteFile<?> listed = file.getFile();
    return new Arrival(listed.getFilename(), listed.getFileLength(), listed.getLastModified());
  }

  /** Camel asks it before it fetches a file; all others are listed by then. */
  @Override
  public boolean acquireExclusiveReadLock(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFile<SftpRemoteFile<?>> file,
      Exchange exchange) {
    return folder.isAtRest(arrival(file));
  }

  @Override
  public void prepareOnStartup(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint) {
    // There is nothing on the server to prepare.
  }

  @Override
  public void releaseExclusiveReadLockOnAbort(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFile<SftpRemoteFile<?>> file,
      Exchange exchange) {
    // Nothing is held.
  }

  @Override
  public void releaseExclusiveReadLockOnRollback(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFile<SftpRemoteFile<?>> file,
      Exchange exchange) {
    // Nothing is held.
  }

  @Override
  public void releaseExclusiveReadLockOnCommit(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFile<SftpRemoteFile<?>> file,
      Exchange exchange) {
    // Nothing is held.
  }

  @Override
  public void setTimeout(long timeout) {
    // It is asked once, at each look.
  }

  @Override
  public void setCheckInterval(long checkInterval) {
    // It is asked once, at each look.
  }

  @Override
  public void setMarkerFiler(boolean markerFile) {
    // Nothing is written to the server.
  }

  @Override
  public void setDeleteOrphanLockFiles(boolean deleteOrphanLockFiles) {
    // There are none.
  }

  @Override
  public void setReadLockLoggingLevel(LoggingLevel level) {
    // That a file is still being written is no event.
  }
}
