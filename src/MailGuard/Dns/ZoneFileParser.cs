using MailGuard.Names;

namespace MailGuard.Dns;

internal sealed record ZoneFileMistake(int Line, MasterFileMistake Mistake);

/// <param name="Origin">In force at the entry.</param>
internal sealed record ZoneFileRecord(int Line, DomainName Origin, ResourceRecord Record);

/// <summary>Turns the entries of one master file into records, one after the other: each may lean on those before it.</summary>
internal sealed class ZoneFileParser(DomainName origin)
{
    private DomainName origin = origin;
    private DomainName? owner;

    /// <summary>Until a $TTL: the hour that Knot DNS takes, not the last one stated, as RFC 1035 has it.</summary>
    private TimeSpan defaultTimeToLive = TimeSpan.FromHours(1);

    public List<ZoneFileRecord> Records { get; } = [];

    public List<ZoneFileMistake> Mistakes { get; } = [];

    public void Add(MasterFileEntry entry)
    {
        var isDirective = !entry.StartsWithBlank && entry.Tokens is [{ IsQuoted: false } first, ..] && first.Text.StartsWith('$');
        if (!entry.StartsWithBlank && !isDirective) owner = OwnerOf(entry);
        if (entry.Mistake is not null) Mistakes.Add(new(entry.Line, entry.Mistake));
        else if (isDirective) AddDirective(entry);
        else AddRecord(entry);
    }

    private DomainName? OwnerOf(MasterFileEntry entry) =>
        entry.Tokens.IsEmpty ? null : RecordDataReader.ReadName(entry.Tokens[0], origin);

    private void AddDirective(MasterFileEntry entry)
    {
        var (directive, value) = (entry.Tokens[0], entry.Tokens.Length == 2 ? entry.Tokens[1] : default);
        if (directive.Is("$ORIGIN")) SetOrigin(entry, value);
        else if (directive.Is("$TTL")) SetDefaultTimeToLive(entry, value);
        else if (directive.Is("$INCLUDE")) Refuse(entry, "$INCLUDE is not followed.", "Give the other file beside this one.");
        else if (directive.Is("$GENERATE")) Refuse(entry, "$GENERATE is not carried out.", "Write the records out.");
        else RefuseDirective(entry);
    }

    private void SetOrigin(MasterFileEntry entry, MasterFileToken value)
    {
        if (value.Text is not null && RecordDataReader.ReadName(value, origin) is { } name) origin = name;
        else Refuse(entry, "$ORIGIN is not followed by one domain name.", "Write '$ORIGIN hospital.example.' with a dot at the end.");
    }

    private void SetDefaultTimeToLive(MasterFileEntry entry, MasterFileToken value)
    {
        if (value.Text is not null && RecordDataReader.ReadTimeToLive(value.Text) is { } time) defaultTimeToLive = time;
        else Refuse(entry, "$TTL is not followed by one time.", "Write '$TTL 3600' or '$TTL 1h'.");
    }

    private void AddRecord(MasterFileEntry entry)
    {
        if (owner is null)
        {
            RefuseOwner(entry);
            return;
        }

        var next = entry.StartsWithBlank ? 0 : 1;
        var timeToLive = ReadTimeToLiveAndClass(entry, ref next);
        if (next >= entry.Tokens.Length)
        {
            Refuse(entry, "The record has no type.", "Write owner, type and data, e.g. 'www A 192.0.2.1'.");
            return;
        }

        AddRecord(entry, next, timeToLive);
    }

    private void AddRecord(MasterFileEntry entry, int typeAt, TimeSpan? timeToLive)
    {
        var word = entry.Tokens[typeAt];
        if (word.IsQuoted || !DnsTypeName.TryParse(word.Text, out var type, out var isMnemonic))
        {
            Refuse(
                entry,
                $"{CharacterString.Show(word.Text)} is no TTL, not class IN, and no known type.",
                "Correct it; a type without a name is written as TYPE123.");
            return;
        }

        if (type is DnsTypeName.Dname)
        {
            Refuse(entry, "DNAME is not followed.", "Write the names below it as CNAME records.");
            return;
        }

        if (RecordDataReader.Read(type, isMnemonic, entry.Tokens[(typeAt + 1)..], origin, out var mistake) is { } data)
        {
            Records.Add(new(entry.Line, origin, new(owner!, timeToLive ?? defaultTimeToLive, data)));
        }

        if (mistake is not null) Mistakes.Add(new(entry.Line, mistake));
    }

    /// <summary>Either may be absent, and either may come first (RFC 1035 section 5.1).</summary>
    private static TimeSpan? ReadTimeToLiveAndClass(MasterFileEntry entry, ref int next)
    {
        TimeSpan? timeToLive = null;
        var hasClass = false;
        for (; next < entry.Tokens.Length && !entry.Tokens[next].IsQuoted; next++)
        {
            var token = entry.Tokens[next];
            if (!hasClass && token.Is("IN")) hasClass = true;
            else if (timeToLive is null && RecordDataReader.ReadTimeToLive(token.Text) is { } time) timeToLive = time;
            else break;
        }

        return timeToLive;
    }

    private void RefuseOwner(MasterFileEntry entry)
    {
        var problem = entry.StartsWithBlank
            ? "The line begins with a blank, and no usable owner stands before it."
            : $"{CharacterString.Show(entry.Tokens[0].Text)} is no domain name.";
        Refuse(entry, problem, entry.StartsWithBlank ? "Write the owner at the start of the line." : RecordDataReader.HowToWriteNames);
    }

    private void RefuseDirective(MasterFileEntry entry) => Refuse(
        entry,
        $"{CharacterString.Show(entry.Tokens[0].Text)} is no directive.",
        "Known are $ORIGIN and $TTL; a name that begins with '$' is written '\\$'.");

    private void Refuse(MasterFileEntry entry, string problem, string remedy) => Mistakes.Add(new(entry.Line, new(problem, remedy)));
}
