using Xunit;

// Every test starts half a dozen processes, which is enough for the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
