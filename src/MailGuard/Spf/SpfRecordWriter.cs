using System.Globalization;
using System.Net.Sockets;

namespace MailGuard.Spf;

/// <summary>Records written from what was understood of them (RFC 7208 section 12); parsed again they are the same.</summary>
internal static class SpfRecordWriter
{
    /// <summary>Terms that do not match the grammar stay as published.</summary>
    public static string Write(SpfRecord record) => string.Join(' ', ["v=spf1", .. record.Terms.Select(Write)]);

    public static string Write(SpfTerm term) => term switch
    {
        SpfTerm.Directive directive => Write(directive.Qualifier) + Write(directive.Mechanism),
        SpfTerm.Redirect redirect => $"redirect={Write(redirect.Domain)}",
        SpfTerm.Explanation explanation => $"exp={Write(explanation.Domain)}",
        _ => term.Text,
    };

    private static string Write(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Fail => "-",
        SpfQualifier.SoftFail => "~",
        SpfQualifier.Neutral => "?",
        _ => "",
    };

    private static string Write(SpfMechanism mechanism) => mechanism switch
    {
        SpfMechanism.Include include => $"include:{Write(include.Domain)}",
        SpfMechanism.Exists exists => $"exists:{Write(exists.Domain)}",
        SpfMechanism.A a => $"a{WriteOptional(a.Domain)}{Write(a.Ip4PrefixBits, a.Ip6PrefixBits)}",
        SpfMechanism.Mx mx => $"mx{WriteOptional(mx.Domain)}{Write(mx.Ip4PrefixBits, mx.Ip6PrefixBits)}",
        SpfMechanism.Ptr ptr => $"ptr{WriteOptional(ptr.Domain)}",
        SpfMechanism.Ip { Network: var network } =>
            $"{(network.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6 ? "ip6" : "ip4")}:{network.BaseAddress}{Length("/", network.PrefixLength, network.BaseAddress.GetAddressBytes().Length * 8)}",
        _ => "all",
    };

    private static string WriteOptional(SpfDomainSpec? domain) => domain is null ? "" : $":{Write(domain)}";

    private static string Write(int ip4PrefixBits, int ip6PrefixBits) => Length("/", ip4PrefixBits, 32) + Length("//", ip6PrefixBits, 128);

    private static string Length(string slashes, int bits, int all) => bits == all ? "" : slashes + bits.ToString(CultureInfo.InvariantCulture);

    private static string Write(SpfDomainSpec domain) => string.Concat(domain.Parts.Select(Write));

    private static string Write(SpfMacroPart part) => part switch
    {
        SpfMacroPart.Literal { Text: "%" } => "%%",
        SpfMacroPart.Literal { Text: " " } => "%_",
        SpfMacroPart.Literal { Text: "%20" } => "%-",
        SpfMacroPart.Literal literal => literal.Text,
        SpfMacroPart.Expand macro => $"%{{{macro.Letter}{macro.RightmostParts?.ToString(CultureInfo.InvariantCulture)}{(macro.IsReversed ? "r" : "")}{macro.Delimiters}}}",
        _ => "",
    };
}
