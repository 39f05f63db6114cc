using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>A logical table of a semantic view as templates see it.</summary>
/// <param name="Name">Its name in the view.</param>
/// <param name="Base">The API's view that it stands on.</param>
/// <param name="Key">The columns that tell its rows apart, the brand's first; none of a log.</param>
/// <param name="Words">What is said of it.</param>
internal sealed record SemanticTable(PlainText Name, ObjectName Base, IReadOnlyList<PlainText> Key, SemanticWords Words)
{
    /// <summary>The parts of <see cref="Base"/>, which YAML names one by one.</summary>
    public IReadOnlyList<PlainText> BaseParts => [.. Base.Parts.Select(part => new PlainText(part))];

    /// <summary>What rows are grouped and filtered by.</summary>
    public required IReadOnlyList<SemanticField> Dimensions { get; init; }

    /// <summary>The dimensions that are no points in time.</summary>
    public IReadOnlyList<SemanticField> PlainDimensions => [.. Dimensions.Where(dimension => !dimension.IsTime)];

    /// <summary>The dimensions that are points in time.</summary>
    public IReadOnlyList<SemanticField> TimeDimensions => [.. Dimensions.Where(dimension => dimension.IsTime)];

    /// <summary>The numbers that are measured.</summary>
    public required IReadOnlyList<SemanticField> Facts { get; init; }

    /// <summary>The measures.</summary>
    public required IReadOnlyList<SemanticMeasure> Measures { get; init; }
}
