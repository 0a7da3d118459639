using System.CommandLine;
using MailGuard.Findings;

namespace MailGuard.Cli.Terminal;

/// <summary>The short help of the program as a whole.</summary>
internal static class RootHelp
{
    public static void Write(TextWriter output, IReadOnlyList<Command> commands, Language language)
    {
        output.WriteLine(language.Of(
            "Audits mail domains (SPF, DKIM, DMARC and their neighbours in DNS) and proposes the records to publish.",
            "メール用ドメインのDNSレコード（SPF、DKIM、DMARCなど）を調べ、公開するレコードの案を示します。"));
        output.WriteLine();
        output.WriteLine(language.Of("Usage: mailguard COMMAND [OPTION…]", "使い方：mailguard コマンド [オプション…]"));
        output.WriteLine();
        foreach (var command in commands) output.WriteLine($"  {command.Name,-10} {command.Description}");
        output.WriteLine();
        output.WriteLine(language.Of("Try: mailguard audit hospital.example", "まずは：mailguard audit hospital.example"));
        output.WriteLine(language.Of("     mailguard COMMAND --help shows the options; --version shows the version.",
            "オプションは mailguard コマンド --help、バージョンは --version で表示します。"));
    }
}
