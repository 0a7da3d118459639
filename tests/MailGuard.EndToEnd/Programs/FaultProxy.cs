namespace MailGuard.EndToEnd.Programs;

/// <summary>tests/tools/dnsfault.py in front of a server: passes questions on and misbehaves as told.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly RunningProgram program;

    private FaultProxy(RunningProgram program, string address)
    {
        this.program = program;
        Address = address;
    }

    /// <summary>As <c>--dns</c> takes it.</summary>
    public string Address { get; }

    /// <param name="faults">Options of dnsfault.py separated by spaces, e.g. <c>--truncate 1 --no-tcp</c>.</param>
    public static Task<FaultProxy> StartAsync(KnotServer upstream, string faults) =>
        StartAsync(upstream, faults, $"127.0.0.1:{Loopback.FreePort()}");

    /// <param name="address">Where another one has stopped listening.</param>
    public static async Task<FaultProxy> StartAsync(KnotServer upstream, string faults, string address)
    {
        string[] between = ["--listen", address, "--upstream", upstream.Address];
        string[] arguments = [RepositoryFiles.Tool("dnsfault.py"), .. between, .. faults.Split(' ')];
        var program = RunningProgram.Start(RequiredProgram.Find("python3"), arguments);
        using var deadline = new CancellationTokenSource(StartLimit);
        if (await program.HasWrittenAsync("ready", deadline.Token)) return new(program, address);
        await program.DisposeAsync();
        throw new InvalidOperationException($"dnsfault.py does not start.\n{program.Errors}");
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
