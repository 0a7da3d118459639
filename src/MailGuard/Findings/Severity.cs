namespace MailGuard.Findings;

/// <summary>How bad a finding is, from the mildest to the worst.</summary>
public enum Severity
{
    Info,
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>When to act.</summary>
public enum Urgency
{
    None,
    WhenConvenient,
    Quarter,
    TwoWeeks,
    Now,
}

/// <summary>What acting costs. A: a DNS edit only, minutes. B: coordinate with a provider or vendor, days to weeks. C: budget or change of product.</summary>
public enum Cost
{
    None,
    A,
    AToB,
    B,
    BToC,
    C,
}

/// <summary>Who has to act.</summary>
public enum Owner
{
    DnsAdministrator,
    MailProvider,
    Department,
    Coordinator,
}

/// <summary>What a fault harms.</summary>
[Flags]
public enum Affects
{
    None = 0,
    Delivery = 1,
    Spoofing = 2,
    Visibility = 4,
    Hygiene = 8,
}

/// <summary>How sure a finding is.</summary>
public enum Confidence
{
    /// <summary>Follows from answers or signatures alone.</summary>
    Proven,

    /// <summary>Rests on the provider catalogue, a pattern, a threshold or a guessed role.</summary>
    Inferred,

    /// <summary>Says that something could not be determined.</summary>
    Undetermined,
}

/// <summary>Languages of every text.</summary>
public enum Language
{
    English,
    Japanese,
}
