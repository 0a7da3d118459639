using MailGuard.Findings;

namespace MailGuard.Cli.Terminal;

/// <summary>Says in one line why a file could not be read or written.</summary>
internal static class FileProblem
{
    private const int UnixIsDirectory = 21;
    private const int UnixNoSpace = 28;
    private const int UnixQuotaExceeded = 122;
    private const int UnixBrokenPipe = 32;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsBrokenPipe = unchecked((int)0x8007006d);
    private const int WindowsNoData = unchecked((int)0x800700e8);

    /// <summary>True when whoever read the output has closed it, as <c>head</c> does.</summary>
    public static bool IsClosedPipe(IOException problem) => problem.HResult is UnixBrokenPipe or WindowsBrokenPipe or WindowsNoData;

    public static CommandFailure Reading(string path, Exception problem, Language language) => new(language.Of(
        $"{path}: cannot be read: {Reason(problem, language)}", $"{path}：読み取れません。{Reason(problem, language)}"), problem);

    public static CommandFailure Writing(string path, Exception problem, Language language) => new(language.Of(
        $"{path}: cannot be written: {Reason(problem, language)}", $"{path}：書き込めません。{Reason(problem, language)}"), problem);

    public static string Reason(Exception problem, Language language) => problem switch
    {
        FileNotFoundException => language.Of("there is no such file; check the name", "ファイルがありません。名前を確かめてください"),
        DirectoryNotFoundException => language.Of("there is no such folder; check the path", "フォルダーがありません。パスを確かめてください"),
        UnauthorizedAccessException or IOException { HResult: UnixIsDirectory } => language.Of(
            "no permission, or it is a folder; check its permissions",
            "権限がないか、フォルダーです。アクセス権を確かめてください"),
        _ => problem.HResult switch
        {
            UnixNoSpace or UnixQuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull =>
                language.Of("the disk is full; make room and run again", "ディスクがいっぱいです。空きを作ってからもう一度実行してください"),
            _ => problem.Message,
        },
    };
}
