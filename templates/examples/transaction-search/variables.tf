# <% marker %>

variable "policy_name" {
  type        = string
  description = "Name of the resource policy of CloudWatch Logs. A region of an account has ten of these at most."
  default     = "transaction-search"
}

variable "indexed_percentage" {
  type        = number
  description = "Share of traces that X-Ray's own search knows, in percent. What is more than 1 is paid for."
  default     = 1
  nullable    = false

  validation {
    condition     = var.indexed_percentage >= 0 && var.indexed_percentage <= 100
    error_message = "indexed_percentage must be a number from 0 to 100."
  }
}
