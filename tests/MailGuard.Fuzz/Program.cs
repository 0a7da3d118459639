using MailGuard.Fuzz;
using SharpFuzz;

// One reader a line. A target gives the input to it and throws when a promise is broken.
Dictionary<string, Action<byte[]>> targets = new()
{
    ["dns-message"] = DnsMessageTarget.Run,
    ["spf-record"] = SpfRecordTarget.Run,
    ["dkim-signature"] = MailTargets.RunSignature,
    ["message-header"] = MailTargets.RunHeader,
    ["dmarc-record"] = DmarcRecordTarget.Run,
    ["mta-sts-policy"] = PolicyTargets.RunMtaSts,
    ["bimi-file"] = PolicyTargets.RunBimi,
};

switch (args)
{
    case ["instrument", var assembly]:
        Fuzzer.Instrument(assembly, type => type.StartsWith(nameof(MailGuard), StringComparison.Ordinal), Options.Value);
        return 0;
    case [var name] when targets.TryGetValue(name, out var target):
        Fuzzer.Run(input => target(ReadAll(input)));   // afl's way when afl started this, else once
        return 0;
    case [var name, .. var files] when targets.TryGetValue(name, out var target):
        foreach (var file in files) RunFile(target, file);
        Console.WriteLine($"{files.Length} inputs read");
        return 0;
    default:
        Console.Error.WriteLine($"instrument ASSEMBLY | {string.Join(" | ", targets.Keys)} [FILE…]");
        return 64;
}

static byte[] ReadAll(Stream input)
{
    using var octets = new MemoryStream();
    input.CopyTo(octets);
    return octets.ToArray();
}

static void RunFile(Action<byte[]> target, string file)
{
    try
    {
        target(File.ReadAllBytes(file));
    }
    catch (Exception)
    {
        Console.Error.WriteLine($"{file}:");
        throw;
    }
}
