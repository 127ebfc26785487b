using Xunit.Sdk;
using Xunit.v3;

// Exceptions, activities and measurements are the whole process's: what another test does at the same time would be noted too.
[assembly: Parallelization(Mode = ParallelMode.None)]
