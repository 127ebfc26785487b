using Xunit.Sdk;
using Xunit.v3;

// Each test has a directory of its own, and waits for CouchDB to make and delete databases most of the time.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 4)]
