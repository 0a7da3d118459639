using MailGuard.Parsing;

namespace MailGuard.Transport;

/// <summary>Mistakes of a policy file in both languages.</summary>
internal static class PolicyMistakeWords
{
    public static (string En, string Ja) Of(SyntaxError mistake)
    {
        var ja = mistake.Problem switch
        {
            "no version" => "version がありません",
            "no mode" => "mode がありません",
            "no max_age" => "max_age がありません",
            "no mx" => "mx がありません",
            "unknown version" => "知られていない version です",
            "unknown mode" => "知られていない mode です",
            "invalid mx" => "mx の値が正しくありません",
            "invalid max_age" => "max_age の値が正しくありません",
            "not a field" => "「名前: 値」の形ではありません",
            _ => "値が正しくありません",
        };
        return mistake.Found.Length == 0 ? (mistake.Problem, ja) : ($"{mistake.Problem}, {mistake.Found}", $"{ja}（{mistake.Found}）");
    }
}
