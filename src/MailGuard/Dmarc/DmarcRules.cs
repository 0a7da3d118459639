using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Dmarc;

/// <summary>What can be wrong with a domain's DMARC.</summary>
internal static class DmarcRules
{
    public static readonly RuleSet<DmarcPublication> All = new([.. DmarcRecordRules.Rules, .. DmarcPolicyRules.Rules, .. DmarcReportRules.Rules, .. DmarcDestinationRules.Rules, .. DmarcReachRules.Rules]);

    /// <summary>A mailbox that most organizations can create without asking anybody.</summary>
    internal static string ReportUri(DomainName domain) => $"mailto:dmarc-reports@{domain.Text}";

    /// <summary>Where the applied record stands, e.g. <c>_dmarc.hospital.example</c>.</summary>
    internal static DomainName OwnerName(DmarcApplied applied) => applied.Location.Prepend("_dmarc") ?? applied.Location;

    /// <summary>Evidence about the record that applies.</summary>
    internal static Evidence At(DmarcApplied applied) => Evidence.At(OwnerName(applied)).With("record", applied.Record.Text);

    /// <summary>The applied record with some tags changed.</summary>
    internal static ProposedRecord? Mended(DmarcApplied applied, Func<DmarcDraft, DmarcDraft> change) =>
        change(DmarcDraft.Of(applied.Record.Text)).InPlaceOf(OwnerName(applied), applied.Record.Text);

    /// <summary>The domain's own record, when it is the one that applies.</summary>
    internal static DmarcApplied? Own(DmarcPublication dmarc) =>
        dmarc.OwnRecord is { } record ? new(dmarc.Domain, record, IsInherited: false) : null;

    internal static string Word(DmarcPolicy? policy) => policy switch
    {
        DmarcPolicy.Reject => "reject",
        DmarcPolicy.Quarantine => "quarantine",
        _ => "none",
    };
}
