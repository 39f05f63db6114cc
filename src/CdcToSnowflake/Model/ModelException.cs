namespace CdcToSnowflake.Model;

/// <summary>The model can't become a warehouse. The message names the tables and columns, and what to do.</summary>
/// <param name="problem">The kind of the problem.</param>
/// <param name="message">What, where, and what to do.</param>
/// <param name="inner">The cause, if another exception was.</param>
/// <remarks>By <see cref="Problem"/>: another name or name pattern, a key, a rule, or one type for the column in all brands, as the message says. Each kind has its remedy below.</remarks>
public class ModelException(ModelProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of the problem.</summary>
    public ModelProblem Problem { get; } = problem;
}
