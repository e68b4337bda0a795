/**
 * This party: its id, endpoint, certificate and private key, and what it tells the other sites
 * about itself.
 */
package org.certdrop.identity;
