using System.Text.RegularExpressions;
using MailGuard.Cli.Terminal;
using MailGuard.Names;

namespace MailGuard.Cli.Input;

/// <summary>What somebody wrote where a domain is expected.</summary>
/// <param name="Domain">Null when there is none in it; the problem then says why.</param>
/// <param name="Note">What was changed to read it; null when nothing was.</param>
internal sealed partial record DomainInput(DomainName? Domain, Sentence? Note, Sentence? Problem)
{
    /// <summary>Reads a domain, an e-mail address or a URL.</summary>
    public static DomainInput Read(string text)
    {
        var written = text.Trim();
        if (written is "") return Bad("it is empty; write a domain such as hospital.example", "空です。hospital.example のようにドメインを書いてください");

        var host = HostOf(written, out var kind);
        if (SeveralWords().IsMatch(host) || (kind is Kind.Url && written.Any(char.IsWhiteSpace)))
            return Bad("it holds more than a domain; write one domain and nothing else", "ドメイン以外の文字が含まれています。ドメインを1つだけ書いてください");
        if (!DomainName.TryParse(host, out var domain))
            return Bad("it is not a domain name; write one such as hospital.example", "ドメイン名として読めません。hospital.example のように書いてください");
        if (domain.Labels.FirstOrDefault(label => !HostLabel().IsMatch(label)) is { } label)
            return Bad($"a domain name cannot contain '{label}'; write one such as hospital.example",
                $"「{label}」はドメイン名に使えません。hospital.example のように書いてください");
        if (domain.Labels.Length == 1)
            return Bad("a domain name has at least one dot; write it in full, such as hospital.example",
                "ドメイン名にはドットが必要です。hospital.example のように最後まで書いてください");
        if (domain.Labels[^1].All(char.IsAsciiDigit))
            return Bad("it is an IP address; write the domain that stands after the @ of its mail addresses",
                "IPアドレスです。メールアドレスの@より後ろのドメインを書いてください");

        return new(domain, domain.Text == written ? null : NoteOf(kind, domain), null);
    }

    private static DomainInput Bad(string english, string japanese) => new(null, null, new(english, japanese));

    private enum Kind { Name, Address, Url }

    private static string HostOf(string written, out Kind kind)
    {
        var text = written;
        // Office <info@hospital.example>
        if (text.EndsWith('>') && text.LastIndexOf('<') is >= 0 and var open) text = text[(open + 1)..^1];
        kind = Kind.Url;
        var authority = UrlStart().Match(text);
        if (authority.Success) return AuthorityHost(text[authority.Length..]);

        kind = text.Contains('@', StringComparison.Ordinal) || text.Contains('＠', StringComparison.Ordinal) ? Kind.Address : Kind.Name;
        if (kind is Kind.Address) return text[(text.LastIndexOfAny(['@', '＠']) + 1)..];
        if (!text.Contains('/', StringComparison.Ordinal)) return text;
        kind = Kind.Url;
        return AuthorityHost(text);
    }

    /// <summary>The host of <c>user@host:port/path</c> (RFC 3986 section 3.2).</summary>
    private static string AuthorityHost(string text)
    {
        var authority = text.Split('/', '?', '#')[0];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var port = authority.LastIndexOf(':');
        return port >= 0 && authority.AsSpan(port + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? authority[..port] : authority;
    }

    private static Sentence NoteOf(Kind kind, DomainName domain) => kind switch
    {
        Kind.Address => new($"The e-mail address was read as its domain {domain}.", $"メールアドレスからドメイン {domain} を読み取りました。"),
        Kind.Url => new($"The URL was read as its host {domain}.", $"URLからホスト名 {domain} を読み取りました。"),
        _ => new($"Read as {domain}.", $"{domain} として読み取りました。"),
    };

    [GeneratedRegex("^[a-z0-9_-]+$")]
    private static partial Regex HostLabel();

    [GeneratedRegex("[^\\s,;、；，][\\s,;、；，]+[^\\s,;、；，]")]
    private static partial Regex SeveralWords();

    [GeneratedRegex("^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|^mailto:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UrlStart();
}
