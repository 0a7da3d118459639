using System.Globalization;
using System.Text;
using System.Text.Json;
using MailGuard.Results;

namespace MailGuard.Cli.Runs;

/// <summary>Finished audits on disk, one JSON line each, found again by their position in the run. Memory only holds where they are.</summary>
/// <remarks>A line is <c>{"item":17,"audit":{…}}</c>. One instance serves all audits of a run, from any thread.</remarks>
internal sealed class StoredResults(FileStream file)
{
    private const string BeforeItem = "{\"item\":";
    private const int MaxDepth = 512;   // AuditJson's own, and the line around it
    private const string BeforeAudit = ",\"audit\":";

    private readonly Dictionary<int, (long Offset, int Octets)> lines = [];
    private readonly Lock access = new();

    /// <summary>The finding that DNS questions stayed unanswered. Inside a text its quotation marks would be escaped.</summary>
    private static ReadOnlySpan<byte> LeftOpen => "\"rule\":\"run.dns-undetermined\""u8;

    public int Count
    {
        get
        {
            lock (access) return lines.Count;
        }
    }

    public bool Contains(int item)
    {
        lock (access) return lines.ContainsKey(item);
    }

    /// <summary>Written and flushed when this returns.</summary>
    public void Add(int item, AuditDocument audit)
    {
        var line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{BeforeItem}{item}{BeforeAudit}{AuditJson.WriteLine(audit)}}}\n"));
        lock (access)
        {
            var offset = file.Seek(0, SeekOrigin.End);
            file.Write(line);
            file.Flush();
            lines[item] = (offset, line.Length);
        }
    }

    public AuditDocument Read(int item)
    {
        byte[] line;
        lock (access)
        {
            var (offset, octets) = lines[item];
            line = new byte[octets];
            file.Seek(offset, SeekOrigin.Begin);
            file.ReadExactly(line);
        }

        var text = Encoding.UTF8.GetString(line).AsSpan().TrimEnd('\n');
        return AuditJson.Read(text[(text.IndexOf(BeforeAudit) + BeforeAudit.Length)..^1].ToString());
    }

    /// <summary>Takes in a line an earlier run wrote; false when it is none. What servers left open is asked again, so its line is passed over.</summary>
    public bool TryAdopt(long offset, ReadOnlySpan<byte> line)
    {
        if (ItemOf(line) is not { } item) return false;
        if (line.IndexOf(LeftOpen) < 0) lines[item] = (offset, line.Length);
        return true;
    }

    /// <summary>Null when the line is not whole.</summary>
    private static int? ItemOf(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            var isItem = json.Read() && json.Read() && json.TokenType is JsonTokenType.PropertyName && json.ValueTextEquals("item") && json.Read();
            if (!isItem || !json.TryGetInt32(out var item)) return null;
            if (!json.Read() || json.TokenType is not JsonTokenType.PropertyName || !json.ValueTextEquals("audit")) return null;
            while (json.Read())
            {
            }

            return item;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
