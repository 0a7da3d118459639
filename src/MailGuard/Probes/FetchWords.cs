namespace MailGuard.Probes;

/// <summary>How a fetch ended, in words for texts of both languages.</summary>
internal static class FetchWords
{
    private static readonly Dictionary<string, (string En, string Ja)> Certificate = new(StringComparer.Ordinal)
    {
        [CertificateProblem.WrongName] = ("it is for another name", "名前が違います"),
        [CertificateProblem.Expired] = ("it has expired", "期限が切れています"),
        [CertificateProblem.NotYetValid] = ("it is not valid yet", "有効期間がまだ始まっていません"),
        [CertificateProblem.SelfSigned] = ("it is self-signed", "自己署名です"),
        [CertificateProblem.Untrusted] = ("its chain leads to no trusted issuer", "信頼できる発行元までつながっていません"),
        [CertificateProblem.Invalid] = ("it is not valid for a web server", "Webサーバーの証明書として正しくありません"),
    };

    public static (string En, string Ja) Of(HttpsFetch fetch) => fetch.Outcome switch
    {
        FetchOutcome.NoAddress => ("the host has no address", "ホストにアドレスがありません"),
        FetchOutcome.RefusedAddress => ("the host has no address on the public internet", "ホストのアドレスがインターネットで使えるものではありません"),
        FetchOutcome.Unreachable => ("the host refuses or breaks off the connection", "接続が拒否されるか、途中で切れます"),
        FetchOutcome.NoTls => ("the host does not speak TLS 1.2 or later", "TLS 1.2以上で通信できません"),
        FetchOutcome.Certificate => OfCertificate(fetch.Detail ?? ""),
        FetchOutcome.Redirect => ($"the server redirects elsewhere (status {fetch.Detail})", $"別の場所にリダイレクトされます（ステータス{fetch.Detail}）"),
        FetchOutcome.Status => ($"the server answers with status {fetch.Detail}", $"サーバーがステータス{fetch.Detail}を返します"),
        FetchOutcome.MediaType when string.IsNullOrEmpty(fetch.Detail) => ("the server names no content type", "サーバーがコンテンツタイプを示しません"),
        FetchOutcome.MediaType => ($"the content type is {fetch.Detail}", $"コンテンツタイプが {fetch.Detail} です"),
        FetchOutcome.BadResponse => ("the answer is broken off or is no HTTP", "応答が途中で切れるか、HTTPの形式ではありません"),
        FetchOutcome.TooLarge => ("the file is larger than 64 kB", "ファイルが64kBを超えています"),
        FetchOutcome.Timeout => ("no complete answer within 5 seconds", "5秒以内に応答が終わりません"),
        _ => ("it could not be checked", "確認できませんでした"),
    };

    private static (string En, string Ja) OfCertificate(string words)
    {
        var problems = words.Split(' ').Select(word => Certificate.GetValueOrDefault(word, Certificate[CertificateProblem.Invalid])).Distinct().ToList();
        return (
            $"the certificate does not stand the checks ({string.Join("; ", problems.Select(problem => problem.En))})",
            $"証明書が正しくありません（{string.Join("、", problems.Select(problem => problem.Ja))}）");
    }
}
