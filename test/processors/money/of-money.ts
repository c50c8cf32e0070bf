/** Events of transfers, holds, deposits with ids and adjustments, whose lives are tried here with all others. */
export const ofMoney = [
  'TransferCreated', 'TransferCredited', 'TransferDeclined', 'TransferCompleted', 'TransferFailed', 'HoldPlaced',
  'HoldPosted', 'HoldReleased', 'HoldExpired', 'DepositCreated', 'DepositFailed', 'DepositReverted', 'DepositAdjusted',
  'RevertAdjusted', 'WithdrawalAdjusted', 'TransferAdjusting', 'TransferAdjusted', 'AdjustmentDeclined',
  'CreditAdjusted', 'CreditNotAdjusted', 'BatchCreated', 'ReservationRecorded', 'BatchCompleted', 'BatchFailed',
  'CreditReserved', 'CreditDeclined', 'CreditCancelled', 'OpeningRepaired', 'DepositRepaired', 'TransferRepaired',
  'BatchRepaired', 'WithdrawalRepaired', 'PayoutRepaired'
]
