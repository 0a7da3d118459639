using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>The records of one zone.</summary>
/// <param name="Apex">The topmost name; it exists even without records of its own.</param>
public sealed record Zone(DomainName Apex, ImmutableArray<ResourceRecord> Records);

/// <summary>One entry of a master file that could not be used.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Line">Where the entry begins, from 1.</param>
/// <param name="Problem">What is wrong, a sentence of printable ASCII.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record ZoneFileError(string File, int Line, string Problem, string Remedy)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Problem} {Remedy}");
}

/// <summary>What a master file holds (RFC 1035 section 5).</summary>
/// <param name="Zones">Usually one. The owner of a SOA record is an apex, and without one the topmost origin in force at a record.</param>
/// <param name="Errors">In the order of lines. The entries named are missing from the zones; all others are there.</param>
public sealed record ZoneFile(string File, ImmutableArray<Zone> Zones, ImmutableArray<ZoneFileError> Errors)
{
    /// <param name="text">The file decoded as Latin-1: one char an octet, so that texts keep the octets of the file.</param>
    /// <param name="file">For messages.</param>
    /// <param name="origin">In force until the first <c>$ORIGIN</c>.</param>
    public static ZoneFile Parse(string text, string file, DomainName origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(origin);
        var entries = new ZoneFileParser(origin);
        foreach (var entry in MasterFileReader.Read(text)) entries.Add(entry);
        var zones = ZoneFileAssembly.Assemble(entries.Records, entries.Mistakes);
        var errors =
            from one in entries.Mistakes
            orderby one.Line
            select new ZoneFileError(file, one.Line, one.Mistake.Problem, one.Mistake.Remedy);
        return new(file, zones, [.. errors]);
    }
}
