/**
 * A page on which a person sees what is there and decides what waits, health and metrics, over
 * HTTP: off by default, and never in the way of the service.
 */
package org.certdrop.web;
