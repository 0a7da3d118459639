using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Dns;

/// <summary>Zones and answers written in tests.</summary>
internal static class Zones
{
    /// <summary>The file of a zone with this origin; it must be without errors.</summary>
    public static ZoneFile Parse(string origin, string text)
    {
        var file = ZoneFile.Parse(text, $"{origin}.zone", DomainName.Parse(origin));
        Assert.Empty(file.Errors);
        return file;
    }

    public static ZoneResolver Resolver(params (string Origin, string Text)[] zones) =>
        new(zones.SelectMany(zone => Parse(zone.Origin, zone.Text).Zones));

    public static DnsType Type(string text)
    {
        Assert.True(DnsTypeName.TryParse(text, out var type, out _));
        return type;
    }

    /// <summary>e.g. <c>Found via b.example: 10 mx.example.</c></summary>
    public static string Show(DnsAnswer answer)
    {
        var via = answer.Aliases.IsEmpty ? "" : $" via {string.Join(' ', answer.Aliases)}";
        var what = answer.Failure is { } failure ? $" {failure}" : "";
        var records = answer.Records.IsEmpty ? "" : $": {string.Join(" | ", answer.Records.Select(RecordDataWriter.Write))}";
        return $"{answer.Status}{what}{via}{records}";
    }

    public static async Task<string> ShowAsync(IDnsResolver resolver, string name, string type, bool checkingDisabled = false)
    {
        Assert.True(DomainName.TryFromDns(name, out var asked));
        return Show(await resolver.ResolveAsync(new DnsQuestion(asked, Type(type), checkingDisabled), TestContext.Current.CancellationToken));
    }
}
