//! Finds likely illicit ship-to-ship transfers in archived AIS
