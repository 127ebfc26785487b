using Xunit.v3;

// The stores work side by side, and so do the servers that are started and killed meanwhile.
[assembly: Parallelization(MaxThreads = 4)]
