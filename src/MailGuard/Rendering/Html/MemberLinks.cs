using System.Globalization;
using MailGuard.Findings;
using MailGuard.Portfolio;

namespace MailGuard.Rendering.Html;

/// <summary>Which members have a section on the page, and how to get there.</summary>
/// <param name="full">True when all have one; else those with findings of medium or worse, so that a long list makes a small page.</param>
internal sealed class MemberLinks(bool full)
{
    public bool HasSection(PortfolioMember member) => full || member.Worst >= Severity.Medium;

    public static string Id(PortfolioMember member) => string.Create(CultureInfo.InvariantCulture, $"m{member.Position + 1}");

    /// <summary>The member's name, a link when there is somewhere to go.</summary>
    public Markup Draw(PortfolioMember member) =>
        HasSection(member) ? Markup.Of($"""<a href="#{Id(member)}">{member.Label}</a>""") : Markup.Text(member.Label);
}
