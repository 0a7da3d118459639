using MailGuard.Findings;

namespace MailGuard.Cli.Terminal;

/// <summary>One sentence in both languages, for where the reader's is not known yet.</summary>
internal sealed record Sentence(string English, string Japanese)
{
    public string In(Language language) => language.Of(English, Japanese);
}
