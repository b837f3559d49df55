"""The data for assistants, by the Model Context Protocol: tools, answered through the same gate and limits as HTTP."""
