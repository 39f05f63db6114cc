namespace OwnerApp.Brands;

/// <summary>How recorded binlogs are played.</summary>
internal sealed class ReplayOptions
{
    /// <summary>What was committed before is played at once; from here on time passes.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>Recorded seconds in a second.</summary>
    public double Speed { get; set; } = 240;
}
