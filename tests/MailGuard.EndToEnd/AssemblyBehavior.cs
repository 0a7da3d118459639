using Xunit.Sdk;
using Xunit.v3;

// Time limits are part of what is tested: no test may take the machine from another.
[assembly: Parallelization(Mode = ParallelMode.None)]
