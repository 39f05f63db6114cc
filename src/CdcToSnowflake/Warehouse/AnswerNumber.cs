using System.Globalization;

namespace CdcToSnowflake.Warehouse;

/// <summary>A number in an answer. Providers differ in the type that they give it.</summary>
internal static class AnswerNumber
{
    public static decimal? Of(object value) => value switch
    {
        DBNull => null,
        decimal number => number,
        double number => Fitting(number),
        float number => Fitting(number),
        string text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no number."),
        IConvertible number => number.ToDecimal(CultureInfo.InvariantCulture),
        _ => decimal.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    // Sums of squares may pass what a decimal holds; what they are for then says nothing.
    private static decimal? Fitting(double number) => double.IsFinite(number) && Math.Abs(number) < 7e28 ? (decimal)number : null;
}
