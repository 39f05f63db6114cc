using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CdcToSnowflake.Hosting;

/// <summary>How short and how long a setting may be. Not <see cref="RangeAttribute"/>, which converts its limits by a converter that trimming may take away.</summary>
/// <param name="least">The shortest, as <see cref="TimeSpan"/> writes it.</param>
/// <param name="most">The longest.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(string least, string most) : ValidationAttribute
{
    private readonly TimeSpan _least = TimeSpan.Parse(least, CultureInfo.InvariantCulture);
    private readonly TimeSpan _most = TimeSpan.Parse(most, CultureInfo.InvariantCulture);

    public string Least => least;

    public string Most => most;

    /// <summary>Whether the setting isn't set, or lies within the limits.</summary>
    public override bool IsValid(object? value) => value is null || (value is TimeSpan span && span >= _least && span <= _most);

    public override string FormatErrorMessage(string name) => $"The field {name} must be between {_least} and {_most}.";
}
