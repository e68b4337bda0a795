/**
 * A page to look at, health and metrics, over HTTP: read-only, off by default, and never in the way
 * of the service.
 */
package org.certdrop.web;
