using CdcToSnowflake.Model;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>There is no way from what an account has to what the model says, or none without consent. The message says what, where, and what to do; nothing was run.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <remarks>Change the model, or what the message names in the account, and plan again.</remarks>
public sealed class PlanException(string message) : ModelException(ModelProblem.NoWay, message);
